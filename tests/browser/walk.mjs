// A person's way through the portal by its links: which of her pages she has found, and with what in their addresses.

import { routeOf } from './routes.mjs';

/** A page that one comes to by sending a form: its address is made from that of the object that the form has made. */
const RECEIPT = /\/receipt$/;
const STREAM = /\/live$/;
/** Files are fetched, not opened. */
export const PAPER = /\/pdf$/;
/** Links of one kind that are kept: to look further in, and to see that they are not dead. */
const KEPT = 3;

export class Walk {
  constructor(routes, hers) {
    this.routes = routes;
    this.hers = hers.filter((route) => !STREAM.test(route.path) && !PAPER.test(route.path));
    this.found = new Map(this.hers.filter((route) => !route.path.includes('{')).map((route) => [route.path, route.path]));
    this.done = new Set();
    this.opened = new Set();
    /** Links by the route they lead to. */
    this.links = new Map();
    /** On which page a link was first seen. */
    this.seen = new Map();
  }

  /** Remembers what the page links to. */
  async gather(page) {
    this.opened.add(new URL(page.url()).pathname);
    const hrefs = await page.locator('a[href]').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    for (const href of hrefs) {
      const path = href.split(/[?#]/)[0];
      if (!path.startsWith('/')) continue;
      if (!this.seen.has(href)) this.seen.set(href, new URL(page.url()).pathname);
      const route = routeOf(this.routes, path);
      const kind = route?.path ?? path;
      this.links.set(kind, [...new Set([...(this.links.get(kind) ?? []), href])].slice(0, KEPT));
      if (route && !this.found.has(route.path)) this.found.set(route.path, path);
    }
    for (const { path } of this.hers.filter((route) => RECEIPT.test(route.path))) {
      const object = this.found.get(path.replace(RECEIPT, ''));
      if (object) this.found.set(path, `${object}/receipt`);
    }
  }

  /** The next page to look at: one of each route; while some have not been found, others of the known ones too. */
  next() {
    const fresh = this.hers.find((route) => !this.done.has(route.path) && this.found.has(route.path));
    if (fresh) {
      this.done.add(fresh.path);
      return { route: fresh, path: this.found.get(fresh.path) };
    }
    if (this.hers.every((route) => this.done.has(route.path))) return undefined;
    for (const route of this.hers) {
      const path = this.links.get(route.path)?.find((href) => !this.opened.has(href.split(/[?#]/)[0]) && !/[?&]export=|\/pdf/.test(href));
      if (!path) continue;
      this.opened.add(path.split(/[?#]/)[0]);
      return { route, path, again: true };
    }
    return undefined;
  }
}
