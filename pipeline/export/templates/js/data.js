// The data of the page: JSON, compressed, in base64.

async function unpack(name) {
  const text = byId(name)?.textContent;
  if (!text) return null;
  const letters = atob(text),
    bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}
