// The keys of the review queue: y, n, x, s, u alone, while no field is written in. Alt with the letter works without this file.
"use strict";
document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input:not([type=hidden]), textarea, select");
  if (writing || event.altKey || event.ctrlKey || event.metaKey || !/^[ynxsu]$/.test(event.key)) return;
  const target = document.querySelector(`[accesskey="${event.key}"]`);
  if (target) { event.preventDefault(); target.click(); }
});
