// A strip too long for its place begins where one is: the person shown is in sight, not her first colleague.
"use strict";

for (const here of document.querySelectorAll(".strip [aria-current]")) {
  const strip = here.closest(".strip");
  const place = here.getBoundingClientRect();
  const shown = strip.getBoundingClientRect();
  strip.scrollLeft += place.left + place.width / 2 - shown.left - shown.width / 2;
}
