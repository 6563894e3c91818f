// When the sign-in has ended, the answer is another page: it is shown whole.
document.body.addEventListener('htmx:beforeSwap', event => {
  const { xhr } = event.detail;
  if (new URL(xhr.responseURL).pathname === location.pathname) return;
  event.detail.shouldSwap = false;
  location.assign(xhr.responseURL);
});

// How many are ticked, and all or none of them at once. The list may have been drawn anew by then.
const boxes = form => [...form.querySelectorAll('.tick input')];

function count(form) {
  const said = form.querySelector('[data-picked]');
  const picked = boxes(form).filter(b => b.checked).length;
  said.textContent = picked > 0 ? said.dataset.text.replace('{0}', picked) : '';
}

document.addEventListener('change', event => {
  const form = event.target.closest?.('[data-pick]');
  if (form) count(form);
});

document.addEventListener('click', event => {
  const link = event.target.closest?.('[data-pick-all]');
  if (!link) return;
  event.preventDefault();
  const form = link.closest('form');
  const all = boxes(form);
  const wanted = all.some(b => !b.checked);
  all.forEach(b => { b.checked = wanted; });
  count(form);
});
