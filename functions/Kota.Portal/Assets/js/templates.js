// Fills in the text of a template at once, after what is typed already. Without a script the button asks the server for it.
document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-fill]');
  if (!button) return;
  event.preventDefault();
  const box = button.closest('[data-template]');
  const area = document.getElementById(box.dataset.template);
  const text = box.querySelector('select').selectedOptions[0]?.dataset.text;
  if (!text || !area) return;
  const typed = area.value.trimEnd();
  if (!typed.includes(text)) area.value = typed ? `${typed}\n\n${text}` : text;
  area.dispatchEvent(new Event('input', { bubbles: true }));
  area.focus();
  const said = box.querySelector('[data-said]');
  said.textContent = said.dataset.said;
});
