"""Show a picture to a network that you trained."""

import re
import sys
from argparse import ArgumentParser, Namespace
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from nnkata.content.catalog import Goal, Kata
from nnkata.content.extras import require
from nnkata.content.workspace import Workspace, command, current_workspace
from nnkata.errors import DataError, NnkataError, did_you_mean
from nnkata.subject.loader import Loader

if TYPE_CHECKING:
    from nnkata.training.store import Model


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("image", metavar="IMAGE|URL", help="a photo or a drawing")
    parser.add_argument(
        "--model", required=True, metavar="KATA", help="whose network is asked"
    )
    parser.add_argument(
        "--dataset", metavar="NAME", help="trained on which; default: the latest"
    )
    parser.add_argument(
        "--reference",
        action="store_true",
        help="ask the reference's network, not yours",
    )


def run(args: Namespace) -> None:
    """Show a picture to the network of a kata, print its answer, and draw what it saw."""
    from nnkata.data.web import is_address, picture_from

    workspace = current_workspace()
    kata = _with_call(workspace.kata(args.model), workspace)
    require(kata)
    subject = "reference" if args.reference else "mine"
    model = _model(workspace, kata, args.dataset, subject)
    loader = Loader(kata, workspace, subject)
    _say_if_changed(loader, model, kata)
    source: Any = nullcontext(Path(args.image))
    if is_address(args.image):
        source = picture_from(args.image)
    with source as file:
        _show(workspace, loader, model, file, args.image)


def _show(
    workspace: Workspace, loader: Loader, model: "Model", file: Path, name: str
) -> None:
    from nnkata.report.figures import draw_prediction
    from nnkata.training.goal_run import prepare
    from nnkata.training.history import encoded, keep_shown
    from nnkata.training.picture import prepare_picture
    from nnkata.training.predict import ask

    if model.kind != "pictures":
        raise DataError(
            f"The network of {model.kata} learnt {model.dataset}, a table, and sees no"
            " pictures."
        )
    picture = prepare_picture(file, model.shape, model.box)
    X = prepare(picture.seen[None], model.inputs, model.kind)
    (answer,) = ask(loader, model, X)
    print(answer)
    said = f"{model.kata}: {answer}"
    shares = answer.likeliest(len(answer.classes))
    target = workspace.state / "pictures" / f"predict-{model.kata}-{_stem(name)}.png"
    draw_prediction(picture, said, shares, target)
    shown = {
        "name": _last_name(name),
        "kata": model.kata,
        "dataset": model.dataset,
        "subject": model.subject,
        "how": picture.how,
        "said": str(answer),
        "shares": shares,
        "given": encoded(picture.given, "jpeg"),
        "seen": encoded(picture.seen, "png"),
    }
    keep_shown(workspace.state, shown)
    print(f"what it saw: {target.relative_to(workspace.root)}")


def _with_call(kata: Kata, workspace: Workspace) -> Kata:
    if kata.predict:
        return kata
    able = [other.slug for other in workspace.path if other.predict]
    raise NnkataError(
        f"{kata.slug} trains no network that can be asked.{did_you_mean(kata.slug, able)}"
        f" These do: {', '.join(able) or 'none yet'}."
    )


def _model(
    workspace: Workspace, kata: Kata, dataset: str | None, subject: str
) -> "Model":
    """The kept network of that dataset; without one, the one that was trained last."""
    from nnkata.training.store import model_file, models_of, read_model

    kept = models_of(workspace.state, kata.slug, subject)
    if dataset:
        kept = [model_file(workspace.state, kata.slug, dataset, subject)]
    if not kept or not kept[0].is_file():
        raise DataError(_untrained(kata, dataset, subject))
    return read_model(kept[0])


def _untrained(kata: Kata, dataset: str | None, subject: str) -> str:
    known = [*dict.fromkeys(goal.dataset for goal in kata.goals)]
    if dataset and dataset not in known:
        return (
            f"{kata.slug} is not trained on '{dataset}'.{did_you_mean(dataset, known)}"
            f" It is trained on: {', '.join(known)}."
        )
    goals = [g for g in kata.goals if g.dataset == dataset] or list(kata.goals)
    whose = "" if subject == "mine" else " by the reference"
    on = f" on {dataset}" if dataset else ""
    return (
        f"No network of {kata.slug} has been trained{on}{whose} yet."
        f" `{_training(kata, goals, subject)}` trains it and keeps it, even if it misses"
        " its bar."
    )


def _training(kata: Kata, goals: list[Goal], subject: str) -> str:
    words = f"check {kata.slug}"
    words += "" if subject == "mine" else f" --subject={subject}"
    return command(words + ("" if any(g.required for g in goals) else " --goals=all"))


def _say_if_changed(loader: Loader, model: "Model", kata: Kata) -> None:
    from nnkata.files import digest_of

    if digest_of(loader.file) != model.code:
        goals = [g for g in kata.goals if g.name == model.goal] or [*kata.goals]
        print(
            f"nnkata: {loader.file.name} has changed since this network was trained."
            f" `{_training(kata, goals, loader.subject)}` trains it anew.",
            file=sys.stderr,
        )


def _last_name(name: str) -> str:
    return Path(urlsplit(name).path if "://" in name else name).name


def _stem(name: str) -> str:
    """A file's or an address's last name, as part of a file's name."""
    stem = Path(_last_name(name)).stem
    return re.sub(r"[^\w-]", "_", stem)[:60] or "picture"
