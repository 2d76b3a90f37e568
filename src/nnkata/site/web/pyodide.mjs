export const HOME = "./pyodide-0.27.7/";

// The browser's own decompression, of a file as a whole.
function unzipped(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

// Write the files of a zip that compresses nothing, in a third of the time that Python needs.
function unpack(zip, FS, folder) {
  const view = new DataView(zip), made = new Set();
  for (let at = 0; view.getUint32(at, true) === 0x04034b50;) { // the head of a file
    const size = view.getUint32(at + 18, true), letters = view.getUint16(at + 26, true);
    const file = `${folder}/${new TextDecoder().decode(new Uint8Array(zip, at + 30, letters))}`;
    const parent = file.slice(0, file.lastIndexOf("/"));
    if (!made.has(parent)) FS.mkdirTree(parent);
    made.add(parent);
    at += 30 + letters + view.getUint16(at + 28, true);
    FS.writeFile(file, new Uint8Array(zip, at, size));
    at += size;
  }
}

// Start Python with the engine in it, and give its bench plain values. `read` returns the
// bytes of a file of the site, and `home` is where Pyodide lies, as an address or a path.
export async function start({ read, home }) {
  const { loadPyodide } = await import(HOME + "pyodide.mjs");
  const engine = read("engine.bin").then(unzipped);
  const py = await loadPyodide({ indexURL: home, packages: ["numpy"], stdout() {}, stderr() {} });
  const packages = py.runPython("import site; site.getsitepackages()[0]");
  unpack(await engine, py.FS, packages);
  const module = py.pyimport("nnkata.site.bench");
  const workspace = module.new_workspace(py.pyimport("pathlib").Path("/home/pyodide/nnkata"));
  const plain = (value) => JSON.parse(module.as_json(value));

  return {
    py,
    bench(slug, hear, networks = []) {
      const bench = module.Bench(workspace, slug, (event) => hear(plain(event)));
      for (const { name, bytes } of networks) bench.take_over(name, py.toPy(bytes).tobytes());
      return {
        networks: () => bench.networks().toJs().map(([name, bytes]) => ({ name, bytes })),
        judge: (text, train) => plain(bench.judge(text, train)),
        search: () => bench.search(),
        verdict: () => plain(bench.verdict()),
        ask: (ink, side) => plain(bench.ask(py.toPy(ink).tobytes(), side)),
        diff: (text) => plain(bench.diff(text)),
        close: () => bench.close(),
      };
    },
    // The sample of digits, which is needed for training alone.
    async data() {
      const file = module.data_file();
      if (py.FS.analyzePath(file).exists) return;
      const bytes = await read("mnist_5k.npz");
      py.FS.mkdirTree(file.slice(0, file.lastIndexOf("/")));
      py.FS.writeFile(file, bytes);
    },
    pack: (state) => module.packed(py.toPy(state)).toJs(),
    unpack: (bytes) => plain(module.unpacked(py.toPy(bytes).tobytes(), workspace)),
  };
}
