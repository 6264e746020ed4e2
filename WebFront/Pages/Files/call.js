const texts = JSON.parse(document.getElementById("texts").textContent);

/** The text that says what a problem of the API means to a person. */
export function explain(problem) {
  return texts[problem?.type] ?? texts.failed;
}

export function text(name) {
  return texts[name];
}

/** Calls the API as this page; a refusal is thrown as what the API says of it. */
export async function call(method, path, body) {
  let answer;
  try {
    answer = await fetch(`/api/auth/${path}`, {
      method,
      headers: { "X-Requested-With": "platform", ...(body ? { "Content-Type": "application/json" } : {}) },
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch {
    throw { type: "offline" };
  }
  const json = await answer.json().catch(() => null);
  if (!answer.ok) throw { ...json, status: answer.status };
  return json;
}

/** Lets a form act by a function instead of being sent; a refusal shows in the form. */
export function onSubmit(form, act) {
  if (!form) return;
  const message = form.querySelector(".message");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    message.hidden = true;
    try {
      await act(Object.fromEntries(new FormData(form)));
    } catch (problem) {
      message.textContent = explain(problem);
      message.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
}

/** The new password of a form in which it is typed twice. */
export function typedTwice(fields) {
  if (fields.password !== fields.again) throw { type: "not-alike" };
  return fields.password;
}
