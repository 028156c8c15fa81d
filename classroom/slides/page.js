// Starts reveal.js, and makes what does not fit on a slide smaller until it does.
const SMALLEST = 0.5;

function fit(section) {
  const inner = section && section.querySelector(":scope > .kit-fit");
  if (!inner) return;
  const height = Reveal.getConfig().height - 56, width = Reveal.getConfig().width - 128;
  let size = 1;
  inner.style.fontSize = "";
  while ((inner.scrollHeight > height || inner.scrollWidth > width) && size > SMALLEST) {
    size -= 0.05;
    inner.style.fontSize = size.toFixed(2) + "em";
  }
}

Reveal.on("ready", (event) => fit(event.currentSlide));
Reveal.on("slidechanged", (event) => fit(event.currentSlide));
Reveal.on("pdf-ready", () => document.querySelectorAll(".slides section").forEach(fit));
Reveal.initialize({
  width: 1280,
  height: 720,
  margin: 0.02,
  center: false,
  hash: true,
  slideNumber: "c/t",
  transition: "none",
  controlsLayout: "edges",
  controlsTutorial: false,
  pdfSeparateFragments: false,
  plugins: [RevealNotes],
});
