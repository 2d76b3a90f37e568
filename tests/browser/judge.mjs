// Judge texts with the site's own Python, in Node: node judge.mjs SITE < JOBS > VERDICTS
// A line of input is {slug, text, train}; a line of output is its verdict, with the seconds
// of processor time until it was first shown (`first`) and until it was complete, and those
// of each goal with the number of its pictures.
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const site = path.resolve(process.argv[2]);
const { HOME, start } = await import(pathToFileURL(path.join(site, "pyodide.mjs")));
const read = async (name) => new Uint8Array(fs.readFileSync(path.join(site, name)));
const python = await start({ read, home: path.join(site, HOME) });

// Node has what a browser lacks, a clock of processor time: other work changes no card.
const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6; };
python.py.globals.set("used", used);
python.py.runPython("import time; time.process_time = used");

let bench, opened, first, goals, begun, pictures;
function hear({ event, verdict }) {
  if (event === "pictures") pictures += 1;
  if (event === "start") [begun, pictures] = [used(), 0];
  if (event === "end" && verdict.goal) goals[verdict.goal] = { seconds: used() - begun, pictures };
}
for await (const line of createInterface({ input: process.stdin })) {
  const { slug, text, train } = JSON.parse(line);
  if (slug !== opened) {
    bench?.close();
    bench = python.bench(slug, hear);
    opened = slug;
  }
  if (train) await python.data();
  goals = {};
  const start = used();
  let verdict = bench.judge(text, train);
  first = used();
  if (verdict.searching) {
    while (bench.search());
    verdict = bench.verdict();
  }
  console.log(JSON.stringify({ ...verdict, goals, first: first - start, seconds: used() - start }));
}
process.stdout.write("", () => process.exit(0)); // not before a pipe has taken all of it
