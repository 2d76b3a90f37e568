// The bench beside a lesson: edit, check, read the card, train, draw.
import { editor } from "./editor.mjs";
import { element, pad, run } from "./pictures.mjs";
import { Python } from "./python.mjs";
import { keepOffline } from "./offline.mjs";
import { change, isStored, keepNetworks, networks, read } from "./store.mjs";

const PAUSE = 700; // ms without a key after which the text is checked
const find = (id) => document.getElementById(id);
const facts = JSON.parse(find("facts").textContent);
const say = (text) => { find("sum").textContent = text; };

const python = new Python(facts.slug, (text) => { // before all else: it takes the longest
  find("state").textContent = text;
  for (const name of ["check", "train", "diff"]) find(name).disabled = Boolean(text);
}, () => networks(facts.slug));
let entry = await read(facts.slug);
let busy = false, again = "", timer;
const code = await editor({
  parent: find("editor"), text: entry.text ?? facts.stub, changed, check: () => check(),
  label: `${facts.slug}.py. Control Enter checks it; Escape and then Tab leave the editor.`,
});

// -- what is kept ---------------------------------------------------------------------

async function keep(changes) {
  let kept;
  try {
    kept = await change(facts.slug, entry.version, changes);
  } catch (error) { // a full disk, say: what is on the page goes on
    find("notice").textContent = `Your work cannot be stored: ${error.message} Save a copy of your code.`;
    return true;
  }
  if (kept) entry = kept;
  find("conflict").hidden = Boolean(kept);
  return Boolean(kept);
}
function changed() {
  clearTimeout(timer);
  timer = setTimeout(async () => { if (await keep({ text: code.text() })) check(); }, PAUSE);
}
find("theirs").onclick = async () => {
  entry = await read(facts.slug);
  find("conflict").hidden = true;
  code.set(entry.text ?? facts.stub);
};
find("mine").onclick = async () => {
  entry.version = (await read(facts.slug)).version;
  await keep({ text: code.text() });
};
// A reload in the middle of a sentence loses none of it.
addEventListener("visibilitychange", () => { if (document.hidden) keep({ text: code.text() }); });

// -- the verdict ----------------------------------------------------------------------

async function check(train = false) {
  clearTimeout(timer);
  if (busy) { // what is shown already need not be explained first
    again ||= train ? "train" : "check";
    return python.do("finish").catch(() => {});
  }
  busy = true;
  find("stop").hidden = false;
  say(train ? "Training ..." : "Checking ...");
  if (train) { view("answer", true); find("tools").scrollIntoView(); }
  const text = code.text();
  if (text !== (entry.text ?? facts.stub)) await keep({ text });
  try {
    const verdict = await python.judge(text, train, (event) => hear(event, train));
    await show(verdict, train);
    if (verdict.networks) await keepNetworks(facts.slug, verdict.networks).catch(() => {});
  } catch (error) {
    say(error.message);
    const cards = error.lines ? [card({ heading: error.heading, lines: error.lines, outcome: "timeout" })] : [];
    find("cards").replaceChildren(...cards); // those of an earlier text are none of this one's
    await python.ready.catch(() => {});
  }
  busy = false;
  find("stop").hidden = true;
  document.body.dataset.checks = Number(document.body.dataset.checks ?? 0) + 1;
  const next = again;
  again = "";
  if (next === "train" || next && code.text() !== text) check(next === "train");
}

function hear(event, train) {
  if (event.event === "verdict") show(event, train, " Looking for the cause ...");
  if (event.event === "progress") {
    const cost = event.cost === null ? "" : `, cost ${event.cost.toPrecision(4)}`;
    say(`${event.goal}: epoch ${event.epoch} of ${event.epochs}${cost}`);
  }
  if (event.event === "pictures") {
    for (const made of event.runs.map(run)) {
      const old = find("runs").querySelector(`[data-goal="${CSS.escape(made.dataset.goal)}"]`);
      old ? old.replaceWith(made) : find("runs").append(made);
    }
    document.body.dataset.pictures = Number(document.body.dataset.pictures ?? 0) + 1;
  }
}

async function show({ passing, total, passed, holds, unwritten, cards, parts, spec, changed = [] }, train, more = "") {
  if (changed.length) return say(`Your code changes ${changed.join(", ")}, which the tests and every later check use. Python starts anew; nothing is counted.`);
  const late = facts.goals.length && !train ? " Now train it." : "";
  say(`${passing} of ${total} tests pass.${holds ? passed ? " Passed." : late : ""}${more}`);
  // What many tests have in common stands once.
  const groups = new Map();
  for (const each of unwritten ? [] : cards) {
    const key = each.lines.filter((line) => !line.startsWith("spec ")).join("\n");
    groups.has(key) ? groups.get(key).others.push(each.heading) : groups.set(key, { ...each, others: [] });
  }
  const boxes = [...groups.values()].map(card);
  if (unwritten) boxes.push(element("p", {}, `Write ${unwritten.join(", ")}.`));
  if (passed && facts.next) boxes.push(element("p", { class: "passed" }, "Passed. Next: ", element("a", { href: facts.next.file }, facts.next.title)));
  replace(find("cards"), boxes);
  code.mark([...groups.values()].filter((each) => each.line).map((each) => ({ number: each.line, message: each.lines[0] })));
  if (train) find("runs").replaceChildren(...parts.map(run));
  if (train && facts.draws) find("drawing").hidden = !parts.length;
  if (passed) await keep({ passed: spec });
  find("diff").hidden = !entry.passed;
  if (train || cards.length) view("answer", true);
}

// Replace cards that have changed: those that somebody is reading stay as they are.
function replace(parent, boxes) {
  const old = [...parent.children];
  const kept = boxes.map((box) => old.find((other) => other.isEqualNode(box)) ?? box);
  if (kept.length !== old.length || kept.some((box, number) => box !== old[number])) parent.replaceChildren(...kept);
}
function card({ heading, lines, outcome, line, others = [], function: name }) {
  const shown = lines.filter((text) => !text.startsWith("next "));
  const more = others.length ? element("details", {}, element("summary", {}, `${others.length} more fail alike`),
    element("ul", {}, ...others.map((text) => element("li", {}, text)))) : "";
  const links = element("p", { class: "links" });
  if (name in facts.hints) links.append(button(`Hint for ${name}`, () => hint(name)));
  if (line) links.append(button(`Line ${line}`, () => { view("code"); code.show(line); }));
  return element("article", { class: `card ${outcome}` }, element("h3", {}, heading),
    element("pre", { tabindex: 0 }, shown.join("\n")), more, links);
}
function button(text, act) {
  const made = element("button", { type: "button" }, text);
  made.onclick = act;
  return made;
}

// -- buttons --------------------------------------------------------------------------

async function hint(wanted) {
  const names = wanted ? [wanted] : Object.keys(facts.hints);
  const name = names.find((each) => (entry.hints[each] ?? 0) < facts.hints[each].length);
  if (name && await keep({ hints: { ...entry.hints, [name]: (entry.hints[name] ?? 0) + 1 } })) showHints();
}
function showHints() {
  const seen = Object.entries(entry.hints).flatMap(([name, count]) =>
    (facts.hints[name] ?? []).slice(0, count).map((step, number) => element("li", {}, element("b", {}, `${name}, hint ${number + 1}: `), step)));
  find("hints").replaceChildren(...seen);
  const left = Object.entries(facts.hints).some(([name, steps]) => (entry.hints[name] ?? 0) < steps.length);
  find("hint").disabled = !left;
}
find("check").onclick = () => check();
find("train").onclick = () => check(true);
find("train").hidden = !facts.goals.length;
find("stop").onclick = () => python.restart();
find("hint").onclick = () => hint();
find("anew").onclick = () => python.restart();
find("reset").onclick = () => { if (confirm("Replace your code by the stub?")) code.set(facts.stub); };
find("diff").onclick = async () => {
  const lines = await python.do("diff", { text: code.text() });
  const kind = { "+": "added", "-": "removed" };
  find("difference").replaceChildren(...lines.map((line) => element("span", { class: kind[line[0]] }, `${line}\n`)));
  find("difference").hidden = false;
};
const wipe = pad(find("pad"), async (ink, side) => {
  find("said").textContent = busy ? "It is read after the check ..." : "";
  try {
    const { said, seen } = await python.do("ask", { ink, side });
    find("said").textContent = said || "Draw a digit.";
    find("seen").hidden = !seen;
    if (seen) find("seen").src = seen;
  } catch (error) { find("said").textContent = error.message; }
});
find("wipe").onclick = () => { wipe(); find("said").textContent = "Draw a digit."; find("seen").hidden = true; };

// -- three views where the screen is narrow -------------------------------------------

function view(name, onlyFromCode = false) {
  if (onlyFromCode && document.body.dataset.view !== "code") return;
  document.body.dataset.view = name;
  for (const tab of document.querySelectorAll("[data-tab]")) tab.setAttribute("aria-pressed", tab.dataset.tab === name);
}
for (const tab of document.querySelectorAll("[data-tab]")) tab.onclick = () => view(tab.dataset.tab);

view("lesson");
showHints();
find("diff").hidden = !entry.passed;
find("drawing").hidden = !facts.draws || !(await networks(facts.slug)).length;
for (const name of ["tools", "tabs", "answer"]) find(name).hidden = false;
if (!(await isStored())) find("notice").textContent = "This window stores nothing: your work lives as long as this page.";
python.ready.then(() => { if (entry.text) check(); }, () => {}).finally(() => keepOffline((text) => { find("notice").textContent = text; }));
document.body.dataset.ready = "yes";
