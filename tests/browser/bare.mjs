// What a page cannot do without: Pyodide with NumPy and pytest imported, in a worker.
import { HOME } from "./pyodide.mjs";

const { loadPyodide } = await import(HOME + "pyodide.mjs");
const py = await loadPyodide({ indexURL: new URL(HOME, import.meta.url).href, packages: ["numpy"] });
const answer = await fetch(new URL("pytest.zip", import.meta.url));
const packages = py.runPython("import site; site.getsitepackages()[0]");
py.unpackArchive(await answer.arrayBuffer(), "zip", { extractDir: packages });
py.runPython("import numpy, pytest");
postMessage("ready");
