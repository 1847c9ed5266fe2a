// Has a security key answer what the form was given, and sends the answer. The server says in words what went wrong.
for (const form of document.querySelectorAll('form[data-security-key]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (form.dataset.waits) return;
    form.dataset.waits = 'true';
    const asked = JSON.parse(form.dataset.options).publicKey;
    const from = window.PublicKeyCredential;
    try {
      const key = form.dataset.securityKey === 'create'
        ? await navigator.credentials.create({ publicKey: from.parseCreationOptionsFromJSON(asked) })
        : await navigator.credentials.get({ publicKey: from.parseRequestOptionsFromJSON(asked) });
      form.elements.answer.value = JSON.stringify(key);
    } catch {
      // Cancelled, too late, no key, or a browser without them: an empty answer says so.
    }
    form.submit();
  });
}
