// The media keys of a keyboard or of headphones. A test browser has none.

/** Keeps the handlers of the media keys, so that a test can press them. */
export const keepMediaKeys = () => {
  globalThis.mediaKeys = {};
  const { setActionHandler } = MediaSession.prototype;
  MediaSession.prototype.setActionHandler = function keep(action, handler) {
    globalThis.mediaKeys[action] = handler;
    return setActionHandler.call(this, action, handler);
  };
};

/** Presses one of them. Runs in the page. */
export const pressMediaKey = (action) => globalThis.mediaKeys[action]({ action });
