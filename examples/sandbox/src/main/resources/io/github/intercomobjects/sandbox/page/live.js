// Asks the sandbox about once a second, as long as somebody looks; less often while it is gone.

const EVERY = 1_000;
const AT_MOST_EVERY = 15_000;
const TIMEOUT = 10_000;

const live = { timer: 0, abort: null, refresh: null, failures: 0 };

/** An answer of the sandbox; an error carries what it says. */
async function ask(path, options = {}) {
  const timeout = AbortSignal.timeout(TIMEOUT);
  const signal = live.abort ? AbortSignal.any([live.abort.signal, timeout]) : timeout;
  const response = await fetch("/_sandbox/" + path, { signal, ...options });
  const text = await response.text();
  if (!response.ok) {
    throw new Refused(parseJson(text).errors[0].message);
  }
  return parseJson(text);
}

/** The sandbox is there, and says no. */
class Refused extends Error {}

/** Shows something from now on, at once and then again and again. */
function follow(refresh) {
  live.abort?.abort();
  live.abort = new AbortController();
  live.refresh = refresh;
  return tick();
}

async function tick() {
  clearTimeout(live.timer);
  const { abort, refresh } = live;
  let wait = EVERY;
  try {
    await refresh();
    live.failures = 0;
    say("live", "Live");
  } catch (problem) {
    if (abort.signal.aborted) {
      return;
    }
    live.failures++;
    wait = Math.min(AT_MOST_EVERY, EVERY * 2 ** live.failures);
    console.debug(problem);
    say("gone", "The sandbox does not answer; what is shown is old");
  }
  if (abort === live.abort && !document.hidden) {
    // Another look may have begun, and set it, while this one waited for its answer.
    clearTimeout(live.timer);
    live.timer = setTimeout(tick, wait);
  }
}

/** Does what somebody asked for with a click, and shows at once what came of it. */
async function act(action) {
  try {
    await action();
  } catch (problem) {
    if (problem instanceof Refused) {
      throw problem;
    }
    // The next look will say that the sandbox is gone.
  }
  return follow(live.refresh);
}

/** Said aloud to those who listen to the page, so only when it changes. */
function say(state, text) {
  const place = document.getElementById("state");
  if (place.className !== state) {
    place.className = state;
    place.textContent = text;
    document.body.classList.toggle("old", state === "gone");
  }
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    clearTimeout(live.timer);
  } else {
    tick();
  }
});
