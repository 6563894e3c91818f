// When the sign-in has ended, the answer is another page: it is shown whole.
document.body.addEventListener('htmx:beforeSwap', event => {
  const { xhr } = event.detail;
  if (new URL(xhr.responseURL).pathname === location.pathname) return;
  event.detail.shouldSwap = false;
  location.assign(xhr.responseURL);
});
