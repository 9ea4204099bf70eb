// Drag and drop, and how much of a file has arrived. Without it the form works as any other.
(() => {
  "use strict";
  const form = document.getElementById("drop");
  const zone = document.getElementById("zone");
  const files = document.getElementById("files");
  if (!form || !zone || !files || !window.XMLHttpRequest) return;
  const words = document.getElementById("zone-words");
  const button = document.getElementById("check");
  const underWay = document.getElementById("under-way");
  const howFar = document.getElementById("how-far");
  const bar = document.getElementById("bar");
  const wrong = document.getElementById("went-wrong");
  const wrongWords = document.getElementById("went-wrong-words");

  zone.classList.add("zone--ready");
  words.hidden = false;
  let depth = 0;
  const over = (event) => { event.preventDefault(); zone.classList.add("zone--over"); };
  zone.addEventListener("dragenter", (event) => { depth += 1; over(event); });
  zone.addEventListener("dragover", over);
  zone.addEventListener("dragleave", () => {
    depth -= 1;
    if (depth <= 0) { depth = 0; zone.classList.remove("zone--over"); }
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    zone.classList.remove("zone--over");
    if (!event.dataTransfer || !event.dataTransfer.files.length) return;
    files.files = event.dataTransfer.files;
    files.focus();
    tell();
  });
  files.addEventListener("change", tell);

  function tell() {
    const names = Array.from(files.files, (file) => file.name);
    words.textContent = names.length ? `Chosen: ${names.join(", ")}` : "Or drag them here from a folder.";
  }

  function say(text) { if (howFar.textContent !== text) howFar.textContent = text; }

  function stop(text) {
    underWay.hidden = true;
    button.disabled = false;
    wrongWords.textContent = text;
    wrong.hidden = false;
    wrong.focus();
  }

  form.addEventListener("submit", (event) => {
    if (!files.files.length) return;
    event.preventDefault();
    wrong.hidden = true;
    button.disabled = true;
    underWay.hidden = false;
    bar.value = 0;
    say("Your file is on its way.");
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (progress) => {
      if (!progress.lengthComputable) return;
      const share = Math.floor((100 * progress.loaded) / progress.total);
      bar.value = share;
      say(share < 100 ? `${share - (share % 10)}% has arrived.` : "It has arrived and is being read.");
    });
    request.upload.addEventListener("load", () => {
      bar.removeAttribute("value");
      say("It has arrived and is being read.");
    });
    request.addEventListener("load", () => {
      if (request.status < 400) { window.location.assign(request.responseURL); return; }
      const answer = new DOMParser().parseFromString(request.responseText, "text/html");
      const list = answer.querySelector(".govuk-error-summary__list");
      const said = list ? [list] : Array.from(answer.querySelectorAll("main h1, main p.govuk-body"));
      const text = said.map((part) => part.textContent.trim().replace(/\s+/g, " "));
      stop(text.slice(0, 3).join(". ").replace(/\.\. /g, ". ") || "It did not arrive. Send it again.");
    });
    request.addEventListener("error", () => {
      stop("The connection broke off before your file had arrived. Nothing of it was kept. Send it again.");
    });
    request.send(new FormData(form));
  });
})();
