// The theme's switches in the list of contents have no words: they say which part they open.
document.addEventListener("DOMContentLoaded", () => {
  for (const summary of document.querySelectorAll("nav details > summary")) {
    const link = summary.closest("li")?.querySelector("a");
    if (link && !summary.textContent.trim()) summary.setAttribute("aria-label", link.textContent.trim());
  }
});
