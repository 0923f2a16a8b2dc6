// Runs in the head, before every other script (`policy` in tools/post_build.mjs). The content security policy requires trusted types:
// the browser asks here before it turns text into elements, scripts or addresses of scripts. There are two exceptions: the address
// of the service worker; and elements that can neither run nor load anything, because Leptos makes those parts of a view that never
// change from text. Browsers without trusted types ignore the policy.
(() => {
  const element = String.raw`<\/?(?!script|iframe|object|embed|base|meta|link|style|template|form|animate|set)[a-z][a-z0-9-]*`;
  const attribute = String.raw`\s+(?!on|src|href|xlink|style|action|formaction)[a-z-]+(?:="[^"<>]*")?`;
  const harmless = new RegExp(String.raw`^(?:[^<]|${element}(?:${attribute})*\s*\/?>)*$`, 'i');
  globalThis.trustedTypes?.createPolicy('default', {
    createHTML: (text) => (harmless.test(text) ? text : undefined),
    createScriptURL: (address, _, sink) => (sink === 'ServiceWorkerContainer register' && address === './sw.js' ? address : undefined),
  });
})();
