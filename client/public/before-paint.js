/* What must be known before the first pixel? Theme, text size, language: a blocking file, because no inline script is allowed. */
(function () {
  var root = document.documentElement;
  function kept(key) {
    try {
      return localStorage.getItem(key);
    } catch (_) {
      return null; /* Storage may be shut off; then everything is as the system says. */
    }
  }
  function systemSays(query) {
    return window.matchMedia && matchMedia(query).matches;
  }
  var theme = kept('ortaq.theme');
  if (theme !== 'light' && theme !== 'dark' && theme !== 'contrast') {
    theme = systemSays('(prefers-contrast: more)')
      ? 'contrast'
      : systemSays('(prefers-color-scheme: dark)')
        ? 'dark'
        : 'light';
  }
  root.setAttribute('data-theme', theme);
  var size = kept('ortaq.text-size');
  if (size === '125' || size === '150' || size === '200') root.setAttribute('data-text-size', size);
  var lang = kept('ortaq.lang');
  if (lang !== 'kk' && lang !== 'ru' && lang !== 'en') {
    lang = 'ru';
    var wanted = navigator.languages || [navigator.language || ''];
    for (var i = 0; i < wanted.length; i += 1) {
      var short = String(wanted[i]).slice(0, 2).toLowerCase();
      if (short === 'kk' || short === 'ru' || short === 'en') {
        lang = short;
        break;
      }
    }
  }
  root.setAttribute('lang', lang);
})();
