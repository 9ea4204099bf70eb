// The check beside the page, so that the page stays usable: takes files and contracts, gives
// progress and receipts. It asks nobody for anything.

import { check } from "./check.js";
import { deliveries } from "./recognise.js";

const BETWEEN_TIDINGS = 150;

self.addEventListener("message", async ({ data }) => {
  try {
    const files = data.files.map((file) => ({ name: file.name, blob: file }));
    let last = 0;
    for (const delivery of deliveries(data.contracts, files, data.folder)) {
      const tell = (said) => {
        const now = performance.now();
        if (now - last < BETWEEN_TIDINGS) return;
        last = now;
        self.postMessage({ kind: "progress", delivery: delivery.name, ...said });
      };
      const receipt = await check(data.contracts, delivery, data.today, tell);
      self.postMessage({ kind: "receipt", receipt });
    }
    self.postMessage({ kind: "done" });
  } catch {
    self.postMessage({ kind: "failed" });
  }
});
