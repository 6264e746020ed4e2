import { call, onSubmit, typedTwice } from "/pages/call.js";

const form = (id) => document.getElementById(id);

// The token goes out of the address bar, where anybody who looks over the shoulder or into the history finds it.
const token = location.hash.slice(1);
if (token) history.replaceState(null, "", location.pathname);

function finish(which) {
  which.hidden = true;
  document.querySelector(".done").hidden = false;
}

onSubmit(form("sign-in"), async ({ email, password, code }) => {
  try {
    await call("POST", "sign-in", { email, password, code: code || null });
    location.assign("/account");
  } catch (problem) {
    if (problem.type === "code-required") {
      form("code").hidden = false;
      form("code").querySelector("input").focus();
    }
    throw problem;
  }
});

for (const purpose of ["welcome", "reset"]) {
  onSubmit(form(purpose), async (fields) => {
    await call("POST", purpose, { token, password: typedTwice(fields) });
    finish(form(purpose));
  });
}

onSubmit(form("forgot"), async ({ email }) => {
  await call("POST", "forgot", { email });
  finish(form("forgot"));
});
