(() => {
  const page = document.body.dataset, part = document.getElementById("part"), lost = document.getElementById("lost");
  const again = async () => {
    try {
      const answer = await fetch("room?token=" + encodeURIComponent(page.token), { cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const text = await answer.text();
      const at = [...document.querySelectorAll(".wide")].map((one) => one.scrollLeft);
      const open = [...part.querySelectorAll("details")].map((one) => one.open);
      part.innerHTML = text;
      document.querySelectorAll(".wide").forEach((one, place) => { one.scrollLeft = at[place] || 0; });
      part.querySelectorAll("details").forEach((one, place) => { one.open = open[place] || false; });
      lost.hidden = true;
    } catch (problem) {
      lost.hidden = false;
    }
    setTimeout(again, 1000 * Number(page.seconds));
  };
  setTimeout(again, 1000 * Number(page.seconds));
})();
