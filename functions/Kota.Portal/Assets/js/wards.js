// The city's kelurahan with their centres and the number of their RW.
let loading;

export function wards(url) {
  loading ??= fetch(url).then(r => r.json()).then(rows => rows.map(([code, name, lat, lon, rw]) => ({ code, name, lat, lon, rw })));
  return loading;
}

const radians = degrees => degrees * Math.PI / 180;

export function meters(a, b) {
  const x = radians(b.lon - a.lon) * Math.cos(radians((a.lat + b.lat) / 2));
  return 6371000 * Math.hypot(x, radians(b.lat - a.lat));
}

// As on the server: the nearest centre, none farther than 4 km.
export function nearest(all, point) {
  const best = all.reduce((a, b) => meters(a, point) <= meters(b, point) ? a : b);
  return meters(best, point) <= 4000 ? best : null;
}
