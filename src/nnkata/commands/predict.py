"""Show a picture to a network that you trained."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import unquote, urlsplit

from nnkata.commands.options import add_flag, add_kata
from nnkata.content.catalog import Goal
from nnkata.content.extras import require
from nnkata.content.workspace import command, current_workspace, print_warning
from nnkata.errors import DataError, NnkataError, did_you_mean, plain
from nnkata.files import digest_of
from nnkata.report.figures import draw_prediction
from nnkata.report.html.tiles import encoded
from nnkata.subject.loader import Loader
from nnkata.training.history import keep_shown
from nnkata.training.own_run import training_command
from nnkata.training.picture import prepare_picture
from nnkata.training.picture_from_web import is_address, picture_from
from nnkata.training.predict import ask
from nnkata.training.store import (
    Model,
    model_file,
    models_of,
    plain_name,
    read_model,
    run_file,
)
from nnkata.training.typical import distance

FAR = """\
This picture is far from those that the network learned ({:.1f} times as far as 99 in 100
of them): do not rely on the answer. Of pictures like those it learned, 2 to 6 in 100 are
called far, too."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("image", metavar="IMAGE|URL", help="a photo or a drawing")
    add_kata(parser, "--model", required=True, help="whose network is asked")
    parser.add_argument("--dataset", metavar="NAME", help="default: the latest trained")
    parser.add_argument("--run", metavar="NAME", help="one that `train` has stored")
    add_flag(parser, "--reference", "ask the network of the reference, not yours")


def run(args: Namespace) -> None:
    """Print the answer of the network, and draw what it saw."""
    workspace = current_workspace()
    kata = workspace.kata(args.model)
    if not kata.predict:
        able = [other.slug for other in workspace.path if other.predict]
        raise NnkataError(
            f"{kata.slug} trains no network that can be asked."
            f" These do: {', '.join(able) or 'none yet'}."
        )
    require(kata)
    loader = Loader(kata, workspace, "reference" if args.reference else "mine")
    model = _stored_network(loader, args.dataset, args.run)
    if digest_of(loader.file) != model.code:
        goals = [goal for goal in kata.goals if goal.name == model.goal]
        again = _training_command(loader, goals)
        if model.run and kata.train:
            again = training_command(kata, model)
        print_warning(
            f"{loader.file.name} has changed since this network was trained."
            f" `{again}` trains it again."
        )
    on_web, own_file = is_address(args.image), Path(args.image).expanduser()
    with picture_from(args.image) if on_web else nullcontext(own_file) as file:
        name = Path(unquote(urlsplit(args.image).path) if on_web else args.image).name
        _show(loader, model, file, name)


def _show(loader: Loader, model: Model, file: Path, name: str) -> None:
    workspace = loader.workspace
    if model.kind != "pictures":
        raise DataError(
            f"The network of {model.kata} learned {model.dataset}, which is a table: it"
            " cannot be shown a picture."
        )
    picture = prepare_picture(file, model.shape, model.box)
    X = model.prepare(picture.seen[None])
    (answer,) = ask(loader, model, X)
    print(plain(str(answer)))
    times = distance(picture.seen, model.typical) if model.typical else 0.0
    if times > 1:
        print(FAR.format(times))
    shares = answer.likeliest(len(answer.classes))
    stem = plain_name(Path(name).stem[:60])
    drawing = workspace.state / "pictures" / f"predict-{model.kata}-{stem}.png"
    draw_prediction(picture, f"{model.kata}: {answer}", shares, drawing)
    shown = {
        "name": name,
        "kata": model.kata,
        "dataset": model.dataset,
        "subject": model.subject,
        "how": f"{picture.how}; far from what it learned" if times > 1 else picture.how,
        "said": str(answer),
        "shares": shares,
        "given": encoded(picture.given, "jpeg"),
        "seen": encoded(picture.seen, "png"),
    }
    keep_shown(workspace.state, shown)
    print(f"what it saw: {drawing.relative_to(workspace.root)}")


def _stored_network(loader: Loader, dataset: str | None, run: str | None) -> Model:
    """The network of a dataset or run; of none of them, the one that was trained last."""
    state, slug = loader.workspace.state, loader.kata.slug
    files = models_of(state, slug, loader.subject)
    if run:
        files = [run_file(state, slug, run, loader.subject)]
        if not files[0].is_file():
            listed = command(f"train {slug}")
            raise DataError(f"{slug} has no run '{run}'. `{listed}` lists its runs.")
    elif dataset:
        files = [model_file(state, slug, dataset, loader.subject)]
    if not files or not files[0].is_file():
        raise DataError(_untrained(loader, dataset))
    return read_model(files[0])


def _untrained(loader: Loader, dataset: str | None) -> str:
    """The message that a network has not been trained, with the command for it."""
    slug, goals = loader.kata.slug, loader.kata.goals
    known = [*dict.fromkeys(goal.dataset for goal in goals)]
    if dataset and dataset not in known:
        return (
            f"{slug} is not trained on '{dataset}'.{did_you_mean(dataset, known)}"
            f" It is trained on: {', '.join(known)}."
        )
    fitting = [goal for goal in goals if dataset in (None, goal.dataset)]
    train = _training_command(loader, fitting)
    on = f" on {dataset}" if dataset else ""
    by = "" if loader.subject == "mine" else " by the reference"
    return f"No network of {slug} has been trained{on}{by} yet. `{train}` trains one."


def _training_command(loader: Loader, goals: Sequence[Goal]) -> str:
    subject = "" if loader.subject == "mine" else f" --subject={loader.subject}"
    which = "" if any(goal.required for goal in goals) else " --goals=all"
    return command(f"check {loader.kata.slug}{subject}{which}")
