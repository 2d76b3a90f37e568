// Owns Python, and does one job at a time; what it says carries the number of the job.
import { HOME, start } from "./pyodide.mjs";

// What code in the editor has no use for: it could reach the network or what is stored.
const TAKEN_AWAY = ["fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource",
  "BroadcastChannel", "Worker", "importScripts", "indexedDB", "caches", "navigator", "postMessage", "close"];
const load = fetch, post = postMessage.bind(self);
let python, bench, ready;

const jobs = {
  async begin({ slug, networks }) {
    python = await start({ read, home: new URL(HOME, import.meta.url).href });
    for (let at = self; at; at = Object.getPrototypeOf(at)) for (const name of TAKEN_AWAY) delete at[name];
    if (slug) bench = python.bench(slug, (event) => hear(event), networks);
  },
  async judge({ text, train }, tell) {
    hear = tell;
    if (train) await python.data();
    isOver = false;
    let verdict = bench.judge(text, train);
    if (verdict.searching) {
      tell({ event: "verdict", ...verdict });
      await breath();
      while (!isOver && bench.search()) await breath();
      verdict = bench.verdict();
    }
    return train ? { ...verdict, networks: bench.networks() } : verdict;
  },
  finish() { isOver = true; }, // what is looked for when a verdict stands
  ask: ({ ink, side }) => bench.ask(ink, side),
  diff: ({ text }) => bench.diff(text),
  pack: ({ state }) => python.pack(state),
  unpack: ({ bytes }) => python.unpack(bytes),
};
let hear = () => {}, isOver = false;
const breath = () => new Promise((resolve) => setTimeout(resolve)); // messages are heard in it

async function read(name) {
  const answer = await load(new URL(name, import.meta.url));
  if (!answer.ok) throw new Error(`${name} cannot be loaded (${answer.status}). Reload the page.`);
  return new Uint8Array(await answer.arrayBuffer());
}

addEventListener("message", async ({ data: { id, job, ...given } }) => {
  const tell = (event) => post({ id, event });
  try {
    if (job === "begin") ready = jobs.begin(given, tell);
    const result = await (job === "begin" ? ready : ready.then(() => jobs[job](given, tell)));
    post({ id, result });
  } catch (error) {
    const lines = String(error.message ?? error).trim().split("\n");
    post({ id, error: lines.at(-1).replace(/^[\w.]+Error: | Build with .*$/g, "") });
  }
});
