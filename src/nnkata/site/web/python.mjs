// Python in a worker that can be lost. It ends a loop by itself; where it is busy in a
// single call that does not end, the page ends the worker, and another takes its place.
const SLACK = 10; // times a limit, which is of processor time: the clock runs on while others work

export class Python {
  constructor(slug, stated) {
    this.slug = slug;
    this.stated = stated;
    this.number = 0;
    this.begin();
  }

  begin() {
    this.jobs = new Map();
    this.worker = new Worker("./worker.mjs", { type: "module" });
    this.worker.onmessage = ({ data }) => this.heard(data);
    this.worker.onerror = () => this.stated("Python could not be started. Reload the page.");
    this.stated("Python is loading ...");
    this.ready = this.do("begin", { slug: this.slug });
    this.ready.then(() => this.stated(""), (error) => this.stated(`Python is not running: ${error.message}`));
  }

  do(job, given = {}, hear = () => {}) {
    const id = ++this.number;
    return new Promise((resolve, reject) => {
      this.jobs.set(id, { resolve, reject, hear });
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
      if (event.event === "end") this.wind(job);
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

  // End Python, whatever it does, and start another one.
  restart() {
    this.worker.terminate();
    const lost = [...this.jobs.values()];
    this.begin();
    for (const job of lost) {
      this.wind(job);
      const error = new Error("Python was ended, and is started anew.");
      if (job.test) {
        error.heading = job.test.name.replace(/^test_/, "").replaceAll("_", " ");
        error.lines = ["did not end: look for a loop that goes on for ever"];
      }
      job.reject(error);
    }
  }
}
