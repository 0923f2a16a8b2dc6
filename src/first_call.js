// Runs in the body, right after the call link of the safety page, so that the number is there at the first paint. The same words as
// those of EmergencyCall in src/components/emergency.rs. Nothing here may throw: without a number the page says how to find it.
(() => {
  const link = document.getElementById('splash-call');
  const [elsewhere, unknown] = [link.nextElementSibling, link.nextElementSibling.nextElementSibling];
  const { numbers } = link.dataset;
  link.removeAttribute('id');
  link.removeAttribute('data-numbers');
  document.currentScript.remove();

  /** The region of the device's language tag, as in crates/unknot-core/src/domain/emergency.rs. */
  function region() {
    const [, ...parts] = String(navigator.language).split(/[.@]/)[0].split(/[-_]/);
    const extension = parts.findIndex((part) => part.length < 2);
    return parts.slice(0, extension < 0 ? parts.length : extension).find((part) => /^[a-z]{2}$/i.test(part))?.toUpperCase();
  }

  /** The name of a country in the language of the page, or else its code. */
  function nameOf(country) {
    const [device, own] = [String(navigator.language), document.documentElement.lang];
    const [spoken, spokenHere] = [device, own].map((tag) => tag.split(/[-_]/)[0].toLowerCase());
    for (const tag of spoken === spokenHere ? [device, own] : [own]) {
      try {
        return new Intl.DisplayNames(tag, { type: 'region' }).of(country);
      } catch {
        // No such formatter, or a malformed tag.
      }
    }
    return country;
  }

  let found;
  try {
    const country = region();
    const number = country && numbers.split(' ').find((entry) => entry.startsWith(country))?.slice(2);
    found = number && { country: nameOf(country), number };
  } catch {
    // A browser without a language.
  }
  if (found) {
    link.href = `tel:${found.number}`;
    link.textContent = link.textContent.replace(/\{(country|number)\}/g, (_, key) => found[key]);
    unknown.remove();
  } else {
    link.remove();
    elsewhere.remove();
  }
})();
