// Runs in the head, before every other script (`policy` in tools/post_build.mjs). The content security policy requires trusted types:
// the browser refuses to turn any text into elements, scripts or addresses of scripts. The address of the service worker is the only
// exception. Browsers without trusted types ignore the policy.
globalThis.trustedTypes?.createPolicy('default', {
  createScriptURL: (address, _, sink) => (sink === 'ServiceWorkerContainer register' && address === './sw.js' ? address : undefined),
});
