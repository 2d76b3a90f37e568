// Python in a worker that can be lost. It ends a loop by itself; where it is busy in a
// single call that does not end, the page ends the worker, and another takes its place.
const SLACK = 3; // times a limit: by then, no loop of Python's own is what does not end
const SILENCE = 60_000; // ms without a word from a job that judges

// The address of a script that obeys the page's policy: a worker from an address of its own
// has the policy that comes with that, and a static host sends none. So nothing gets out.
function confined(name) {
  const text = `import ${JSON.stringify(new URL(name, import.meta.url).href)};`;
  return URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
}

export class Python {
  // `stated` gets what is to be said of its state; `networks` returns those trained before.
  constructor(slug, stated, networks = async () => []) {
    this.slug = slug;
    this.stated = stated;
    this.networks = networks;
    this.number = 0;
    this.begin();
  }

  begin() {
    this.isFresh = true;
    this.jobs = new Map();
    this.worker = new Worker(confined("worker.mjs"), { type: "module" });
    this.worker.onmessage = ({ data }) => this.heard(data);
    this.worker.onerror = () => this.stated("Python could not be started. Reload the page.");
    this.stated("Python is loading ...");
    this.ready = this.networks().catch(() => []).then((networks) => this.do("begin", { slug: this.slug, networks }));
    const old = self.DecompressionStream ? "" : " It needs a browser of 2023 or newer.";
    this.ready.then(() => this.stated(""), (error) => this.stated(`Python is not running: ${error.message}${old}`));
  }

  async do(job, given = {}, hear = () => {}) {
    if (job !== "begin") await this.ready.catch(() => {}); // the worker says why it is not
    const id = ++this.number;
    return new Promise((resolve, reject) => {
      this.jobs.set(id, { resolve, reject, hear });
      if (job === "judge") this.wind(this.jobs.get(id), SILENCE, () => this.restart());
      this.worker.postMessage({ id, job, ...given });
    });
  }

  heard({ id, event, result, error }) {
    const job = this.jobs.get(id);
    if (!job) return;
    if (event) {
      if (event.event === "start") {
        job.test = event;
        this.wind(job, 1000 * SLACK * event.limit, () => this.restart());
      }
      if (event.event === "end") this.wind(job, SILENCE, () => this.restart());
      job.hear(event);
      return;
    }
    this.wind(job);
    this.jobs.delete(id);
    error === undefined ? job.resolve(result) : job.reject(new Error(error));
  }

  wind(job, ms, then) {
    clearTimeout(job.clock);
    if (then) job.clock = setTimeout(then, ms);
  }

  // Return the verdict on a text. What breaks the tests has perhaps broken Python, as an
  // earlier text may have done: then that is started anew, and judges once more.
  async judge(text, train, hear) {
    const { worker, isFresh } = this;
    this.isFresh = false;
    const verdict = await this.do("judge", { text, train }, hear).catch((error) => ({ error }));
    const isOver = !verdict || verdict.error || verdict.broken || verdict.changed.length;
    if (isOver && worker === this.worker) this.restart();
    if (verdict?.error?.isEnd) throw verdict.error;
    if (!verdict || verdict.error) throw new Error(`Your code has ended Python, which starts anew: ${verdict?.error.message ?? "no verdict"}`);
    return verdict.broken && !isFresh ? this.judge(text, train, hear) : verdict;
  }

  // End Python, whatever it does, and start another one.
  restart() {
    this.worker.terminate();
    const lost = [...this.jobs.values()];
    this.begin();
    for (const job of lost) {
      this.wind(job);
      const error = Object.assign(new Error("Python was ended, and is started anew."), { isEnd: true });
      if (job.test) {
        error.heading = job.test.name.replace(/^test_/, "").replaceAll("_", " ");
        error.lines = ["did not end: look for an endless loop, a sleep, or a number that grows without end"];
      }
      job.reject(error);
    }
  }
}
