// Polls the sandbox once a second while the page is visible, and less often while it is unreachable.

const EVERY = 1_000;
const AT_MOST_EVERY = 15_000;
const TIMEOUT = 10_000;

const live = { timer: 0, abort: null, refresh: null, failures: 0 };

/** Sends a request to the control API and returns its JSON; throws an ApiError for an error. */
async function ask(path, options = {}) {
  const timeout = AbortSignal.timeout(TIMEOUT);
  const signal = live.abort ? AbortSignal.any([live.abort.signal, timeout]) : timeout;
  const response = await fetch("/_sandbox/" + path, { signal, ...options });
  const text = await response.text();
  if (!response.ok) {
    throw new ApiError(parseJson(text).errors[0].message);
  }
  return parseJson(text);
}

/** An error response of the sandbox. */
class ApiError extends Error {}

/** Runs a refresh function immediately and then periodically, instead of the previous one. */
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
    showState("live", "Live");
  } catch (problem) {
    if (abort.signal.aborted) {
      return;
    }
    live.failures++;
    wait = Math.min(AT_MOST_EVERY, EVERY * 2 ** live.failures);
    console.debug(problem);
    showState("gone", "The sandbox does not respond; the data shown is old");
  }
  if (abort === live.abort && !document.hidden) {
    // Another refresh may have set the timer in the meantime.
    clearTimeout(live.timer);
    live.timer = setTimeout(tick, wait);
  }
}

/** Runs the action of a click, and refreshes the view. */
async function act(action) {
  try {
    await action();
  } catch (problem) {
    if (problem instanceof ApiError) {
      throw problem;
    }
    // The next refresh shows that the sandbox is unreachable.
  }
  return follow(live.refresh);
}

/** Shows the state of the connection. Only changes are written, since screen readers read them. */
function showState(state, text) {
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
