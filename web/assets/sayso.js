// What pages do more with script: they tell when something comes in. Everything works
// without it. Nothing moves while one reads: what is new is said beside the page, and
// shown when one asks for it.
"use strict";
(() => {
  const page = document.body.dataset;
  if (!page.journal || !window.EventSource) return;
  const words = {articles: ["new article", "new articles"], claims: ["new claim", "new claims"], events: ["new event", "new events"],
    questions: ["question new or changed", "questions new or changed"], versions: ["changed article", "changed articles"], follows: ["new item", "new items"]};
  const came = {articles: 0, versions: 0, claims: 0, events: 0, questions: 0};
  const title = document.title;
  const lists = [...document.querySelectorAll("[data-live]")];
  let last = page.journal, stream = null, asking = 0, again = 0;

  // say puts how much is new above a list, over it, so that nothing moves.
  function say(list, n) {
    const kind = list.dataset.live;
    let note = list.previousElementSibling;
    if (!note || !note.classList.contains("arrived")) {
      if (n <= 0) return;
      note = document.createElement("p");
      note.className = "arrived";
      note.setAttribute("role", "status");
      const link = document.createElement("a");
      link.href = location.pathname + location.search;
      note.append(link);
      list.before(note);
    }
    note.hidden = n <= 0;
    note.firstChild.textContent = n + " " + words[kind][n === 1 ? 0 : 1] + ": show";
  }

  // badge shows how many items of follows are new.
  function badge(n) {
    for (const b of document.querySelectorAll("[data-unread]")) {
      b.textContent = n > 0 ? n + " new" : "";
      b.hidden = n <= 0;
    }
    document.title = (n > 0 ? "(" + n + ") " : "") + title;
  }

  // ask counts what a list that is narrowed down has more of.
  function ask() {
    clearTimeout(asking);
    asking = setTimeout(() => {
      for (const list of lists) {
        if (!list.dataset.count) continue;
        const at = list.dataset.count;
        fetch(at + (at.includes("?") ? "&" : "?") + "since=" + page.journal)
          .then(r => r.ok ? r.json() : null).then(f => f && say(list, f.total)).catch(() => {});
      }
    }, 2000);
  }

  function hear(e) {
    const news = JSON.parse(e.data);
    last = e.lastEventId || last;
    for (const kind in came) came[kind] += news[kind] || 0;
    for (const list of lists) {
      if (list.dataset.live === "follows") say(list, news.unread - Number(list.dataset.base));
      else if (!list.dataset.count) say(list, came[list.dataset.live]);
    }
    if (news.claims) ask();
    badge(news.unread);
  }

  // A page that nobody looks at does not listen: a browser has few connections.
  function listen() {
    clearTimeout(again);
    if (document.hidden) {
      if (stream) stream.close();
      stream = null;
    } else if (!stream) {
      stream = new EventSource("/live?after=" + last);
      stream.onmessage = hear;
      stream.onerror = () => {
        if (stream && stream.readyState === EventSource.CLOSED) { // refused: it comes again later
          stream = null;
          again = setTimeout(listen, 60000);
        }
      };
    }
  }
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => { if (stream) stream.close(); stream = null; });
  addEventListener("pageshow", listen);
  listen();
})();
