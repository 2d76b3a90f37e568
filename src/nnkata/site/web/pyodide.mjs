// The browser's own decompression, of a file as a whole.
function unzipped(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

// Start Python with the engine in it, and give its bench plain values. `read` returns the
// bytes of a file of the site.
export async function start({ read, indexURL }) {
  const { loadPyodide } = await import("./py/pyodide.mjs");
  const engine = read("engine.bin").then(unzipped);
  const py = await loadPyodide({ indexURL, packages: ["numpy"], stdout() {}, stderr() {} });
  const packages = py.runPython("import site; site.getsitepackages()[0]");
  py.unpackArchive(await engine, "zip", { extractDir: packages });
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
