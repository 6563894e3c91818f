// Shows the chosen photos and makes them smaller before they are sent: a photo of 6 MB becomes one of half a megabyte.
const LongestSide = 2048;
const Quality = 0.85;

for (const input of document.querySelectorAll('input[type=file][data-photos]')) enhance(input);

export function enhance(input) {
  const list = document.createElement('ul');
  list.className = 'previews';
  list.setAttribute('aria-live', 'polite');
  input.after(list);
  input.addEventListener('change', () => show(input, list));
  // A form that is sent before the photos are ready waits for them.
  input.form?.addEventListener('submit', event => {
    if (!input.shrinking) return;
    event.preventDefault();
    const button = event.submitter;
    input.shrinking.then(() => input.form.requestSubmit(button));
  });
}

async function show(input, list) {
  const chosen = [...input.files];
  list.replaceChildren();
  const working = Promise.all(chosen.map(shrink));
  input.shrinking = working;
  const files = await working;
  if (input.shrinking !== working) return;
  input.shrinking = null;
  put(input, files);
  list.replaceChildren(...files.map((file, index) => preview(input, file, chosen[index])));
}

// Where a browser cannot replace the files of an input, the ones that were chosen are sent.
function put(input, files) {
  try {
    const transfer = new DataTransfer();
    files.forEach(file => transfer.items.add(file));
    input.files = transfer.files;
  } catch { /* stays as it is */ }
}

export async function shrink(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LongestSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg', Quality));
    // Drawing loses transparency and adds bytes to what was small: then the file itself is better.
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: blob.type, lastModified: file.lastModified });
  } catch {
    return file;
  }
}

function preview(input, file, before) {
  const item = document.createElement('li');
  const picture = document.createElement('img');
  picture.alt = file.name;
  picture.src = URL.createObjectURL(file);
  picture.onload = () => URL.revokeObjectURL(picture.src);
  const size = document.createElement('span');
  const kilobytes = new Intl.NumberFormat(document.documentElement.lang).format(Math.ceil(file.size / 1000));
  size.textContent = (file === before ? input.dataset.size : input.dataset.smaller).replace('{0}', kilobytes);
  item.append(picture, size);
  return item;
}
