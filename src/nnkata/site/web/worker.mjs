// Owns Python, and does one job at a time; what it says carries the number of the job.
import { start } from "./pyodide.mjs";

let python, bench, ready;

const jobs = {
  async begin({ slug }) {
    python = await start({ read, indexURL: new URL("./py/", import.meta.url).href });
    if (slug) bench = python.bench(slug, (event) => hear(event));
  },
  async judge({ text, train }, tell) {
    hear = tell;
    if (train) await python.data();
    return bench.judge(text, train);
  },
  ask: ({ ink, side }) => bench.ask(ink, side),
  diff: ({ text }) => bench.diff(text),
  pack: ({ state }) => python.pack(state),
  unpack: ({ bytes }) => python.unpack(bytes),
};
let hear = () => {};

async function read(name) {
  const answer = await fetch(new URL(name, import.meta.url));
  if (!answer.ok) throw new Error(`${name} cannot be loaded (${answer.status}). Reload the page.`);
  return new Uint8Array(await answer.arrayBuffer());
}

onmessage = async ({ data: { id, job, ...given } }) => {
  const tell = (event) => postMessage({ id, event });
  try {
    if (job === "begin") ready = jobs.begin(given, tell);
    const result = await (job === "begin" ? ready : ready.then(() => jobs[job](given, tell)));
    postMessage({ id, result });
  } catch (error) {
    const lines = String(error.message ?? error).trim().split("\n");
    postMessage({ id, error: lines.at(-1).replace(/^[\w.]+Error: /, "") });
  }
};
