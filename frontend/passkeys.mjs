// Passkeys: asks the device for one and sends the form with its answer. Offered only where the browser can keep them.
const { PublicKeyCredential: passkeys } = window;

async function options(way, form) {
  const block = document.getElementById("passkey-options");
  if (block) return JSON.parse(block.textContent).publicKey;
  const reply = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await reply.json()).request_options.publicKey;
}

async function answer(way, form) {
  const asked = await options(way, form);
  if (way.dataset.passkey === "get") return navigator.credentials.get({ publicKey: passkeys.parseRequestOptionsFromJSON(asked) });
  const kept = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  const publicKey = passkeys.parseCreationOptionsFromJSON({ ...asked, authenticatorSelection: { ...asked.authenticatorSelection, ...kept } });
  return navigator.credentials.create({ publicKey });
}

function offer(way) {
  const form = way.querySelector("form");
  const told = way.querySelector("[role=alert]");
  way.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    told.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify((await answer(way, form)).toJSON());
    } catch {
      told.hidden = false;
      return;
    }
    form.submit();
  });
}

if (passkeys?.parseCreationOptionsFromJSON) {
  for (const way of document.querySelectorAll("[data-passkey]")) offer(way);
  for (const other of document.querySelectorAll("[data-passkey-else]")) other.hidden = true;
}
