// Looks every second whether the files are read, and shows the answer as soon as they are.
(() => {
  "use strict";
  const waiting = document.getElementById("waiting");
  if (!waiting || !window.fetch) return;
  const began = performance.now();
  const first = waiting.textContent.trim();
  const look = async () => {
    try {
      const answer = await fetch(waiting.dataset.state, { headers: { accept: "application/json" } });
      if (answer.redirected || !answer.ok || (await answer.json()).state !== waiting.dataset.now) {
        window.location.reload();
        return;
      }
    } catch { /* The connection may come back: look again. */ }
    const seconds = Math.floor((performance.now() - began) / 1000);
    if (seconds && seconds % 15 === 0) waiting.textContent = `${first} ${seconds} seconds so far.`;
    window.setTimeout(look, 1000);
  };
  window.setTimeout(look, 1000);
})();
