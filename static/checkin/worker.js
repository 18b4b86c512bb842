// Reads codes out of frames, away from the page so that it never stutters. One library, one version.
import { prepareZXingModule, readBarcodes } from "/static/vendor/zxing-wasm-3.1.4/dist/es/reader/index.js";

const READER = "/static/vendor/zxing-wasm-3.1.4/dist/reader/";
const OPTIONS = { formats: ["QRCode"], maxNumberOfSymbols: 1, tryInvert: false };

// The library’s default place for its WebAssembly is another host.
prepareZXingModule({ overrides: { locateFile: (file) => READER + file }, fireImmediately: true });

self.onmessage = async ({ data }) => {
  const [found] = await readBarcodes(data, OPTIONS);
  self.postMessage(found?.isValid ? found.text : "");
};
