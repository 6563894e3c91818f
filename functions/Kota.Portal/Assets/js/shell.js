// What every page does better with a script: nothing here is needed to use a page.
for (const toast of document.querySelectorAll('[data-toast]')) {
  const close = toast.querySelector('[data-close]');
  close.hidden = false;
  close.addEventListener('click', () => toast.remove());
}

for (const button of document.querySelectorAll('[data-opens]')) {
  const dialog = document.getElementById(button.dataset.opens);
  if (!dialog?.showModal) continue;
  button.hidden = false;
  button.addEventListener('click', () => dialog.showModal());
}

// Browsers scroll to a form's errors by autofocus only when nothing else took the focus first.
document.querySelector('[data-errors]')?.focus();

// The link of an error leads into the input itself, also out of closed details.
document.addEventListener('click', event => {
  const link = event.target.closest?.('[data-errors] a[href^="#"]');
  const input = link && document.getElementById(link.hash.slice(1));
  if (!input) return;
  event.preventDefault();
  for (let details = input.closest('details'); details; details = details.parentElement.closest('details')) details.open = true;
  (input.matches('fieldset') ? input.querySelector('input, select, textarea') ?? input : input).focus();
});
