// Judge texts with the site's own Python, in Node: node judge.mjs SITE < JOBS > VERDICTS
// A line of input is {slug, text, train}; a line of output is its verdict.
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const site = path.resolve(process.argv[2]);
const { start } = await import(pathToFileURL(path.join(site, "pyodide.mjs")));
const read = async (name) => new Uint8Array(fs.readFileSync(path.join(site, name)));
const python = await start({ read, indexURL: path.join(site, "py") + path.sep });

let bench, opened;
for await (const line of createInterface({ input: process.stdin })) {
  const { slug, text, train } = JSON.parse(line);
  if (slug !== opened) {
    bench?.close();
    bench = python.bench(slug, () => {});
    opened = slug;
  }
  if (train) await python.data();
  const used = process.cpuUsage();
  const verdict = bench.judge(text, train);
  const { user, system } = process.cpuUsage(used);
  console.log(JSON.stringify({ ...verdict, seconds: (user + system) / 1e6 }));
}
process.exit(0);
