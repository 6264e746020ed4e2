import { call, explain, onSubmit, text, typedTwice } from "/pages/call.js";

const part = (id) => document.getElementById(id);
const show = (id, visible) => { part(id).hidden = !visible; };

/** Who is not signed in, or no longer, signs in; whatever else failed is told, and can be tried again. */
function tell(problem) {
  if (problem.status === 401) {
    location.replace("/sign-in");
    return;
  }
  part("trouble-why").textContent = explain(problem);
  show("trouble", true);
}

/** Does something that has no form of its own. */
async function attempt(act) {
  show("trouble", false);
  try {
    await act();
  } catch (problem) {
    tell(problem);
  }
}

async function load() {
  const me = await call("GET", "me");
  part("name").textContent = me.user.name;
  part("email").textContent = me.user.email === me.user.name ? "" : me.user.email;
  show("must-enrol", me.mustEnrol);
  show("codes-begin", !me.hasCodes);
  show("codes-remove", me.hasCodes);
  show("account", true);
  if (!me.mustEnrol) await listSessions();
}

function cell(row, content) {
  row.insertCell().append(content);
}

async function listSessions() {
  const rows = (await call("GET", "sessions")).map(({ session, isCurrent }) => {
    const row = document.createElement("tr");
    cell(row, nameOf(session.device));
    cell(row, session.address ?? "");
    cell(row, new Date(session.seenAt).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" }));
    cell(row, isCurrent ? text("sessions.current") : endButton(session.id));
    return row;
  });
  part("sessions").replaceChildren(...rows);
  show("end-others", rows.length > 1);
}

/** A browser and its system, where they are known ones; what the device says of itself otherwise. */
function nameOf(device) {
  // Browsers and systems also give the names of those that come after them here.
  const browser = ["Edg", "OPR", "Firefox", "Chrome", "Safari"].find((name) => device.includes(`${name}/`));
  const system = ["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"].find((name) => device.includes(name));
  return browser && system ? `${({ Edg: "Edge", OPR: "Opera" })[browser] ?? browser}, ${system}` : device;
}

function endButton(id) {
  const button = document.createElement("button");
  button.className = "quiet";
  button.textContent = text("sessions.end");
  button.addEventListener("click", () => attempt(async () => {
    await call("DELETE", `sessions/${id}`);
    await listSessions();
  }));
  return button;
}

part("sign-out").addEventListener("click", () => attempt(async () => {
  await call("POST", "sign-out");
  location.replace("/sign-in");
}));

part("end-others").addEventListener("click", () => attempt(async () => {
  await call("DELETE", "sessions");
  await listSessions();
}));

part("begin").addEventListener("click", () => attempt(async () => {
  const { secret, image } = await call("POST", "codes");
  part("qr").src = image;
  part("secret").textContent = secret.match(/.{1,4}/g).join(" ");
  show("codes-begin", false);
  show("codes", true);
}));

onSubmit(part("codes"), async ({ code }) => {
  const { recoveryCodes } = await call("POST", "codes/confirm", { code });
  part("recovery").querySelector("ul").replaceChildren(...recoveryCodes.map((each) => {
    const item = document.createElement("li");
    item.textContent = each;
    return item;
  }));
  show("codes", false);
  show("recovery", true);
  show("must-enrol", false);
});

onSubmit(part("codes-remove"), async ({ code }) => {
  await call("POST", "codes/remove", { code });
  await load();
});

onSubmit(part("password"), async (fields) => {
  await call("POST", "password", { current: fields.current, next: typedTwice(fields) });
  part("password").reset();
  part("password").querySelector(".done").hidden = false;
});

part("try-again").addEventListener("click", () => attempt(load));

await attempt(load);
