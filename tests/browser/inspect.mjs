// What every page must fulfil, whoever sees it and whatever it shows.

import { readdirSync } from 'node:fs';

import { AxeBuilder } from '@axe-core/playwright';

import { NARROW, WIDE } from './browser.mjs';
import { none } from './report.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Dark mode changes colours and nothing else. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
const SERVICES = readdirSync(new URL('../../api/openapi/', import.meta.url)).map((name) => name.split('.')[0]);
/** A key that found no words shows itself. */
const KEY = new RegExp(`\\b(?:${SERVICES.join('|')}|problem|nav|role|ui|service|meter|retention)-[a-z]+(?:-[a-z]+)*\\b`, 'g');
/** A value that found no place, or words with a hole. */
const BROKEN = /\{\s*\$|\bundefined\b|\bNaN\b|\bnull\b|\bNone\b|\bSome\(/g;
/** The Web Content Accessibility Guidelines' narrowest page (1.4.10). */
const NARROWEST = { width: 320, height: 800 };

/** What an A4 sheet leaves between margins of a centimetre, in CSS pixels. */
const SHEET = { width: 718, height: 1047 };
/** A browser makes what is wider than the sheet smaller; more than this and it can't be read. */
const SHRUNK = 1.5;

/** Checks the page as it stands, at two widths, in both colour schemes and on paper. `shoot` takes pictures of it. */
export async function inspect(page, shoot = async () => {}, language = 'sv') {
  const wrong = await shape(page, language);
  await page.setViewportSize(WIDE);
  wrong.push(...await axe(page, 'at 1280 px'));
  await shoot(page, 1280);
  await page.emulateMedia({ colorScheme: 'dark' });
  wrong.push(...await axe(page, 'in dark mode', COLOUR_RULES));
  wrong.push(...await printed(page));
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(NARROWEST);
  wrong.push(...await sideways(page));
  await page.setViewportSize(NARROW);
  wrong.push(...await sideways(page), ...await axe(page, 'at 390 px'));
  await shoot(page, 390);
  await page.setViewportSize(WIDE);
  none(`${page.url()} is not right`, [...wrong, ...page.wrong.splice(0)]);
}

/** The cheap part: what a page is made of, and its words. */
export async function shape(page, language) {
  const found = await page.evaluate(() => ({
    language: document.documentElement.lang,
    title: document.title,
    headings: [...document.querySelectorAll('h1')].map((heading) => heading.textContent.trim()),
    demonstration: document.querySelectorAll('.demonstration').length,
    // Code, and what describes it in the language of developers: a null in it is meant.
    text: [...document.querySelectorAll('code, main [lang]')].map((code) => code.innerText).sort((a, b) => b.length - a.length)
      .reduce((text, code) => text.replace(code, ''), document.body.innerText),
    ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
    inline: document.querySelectorAll('[style], style, script:not([src])').length,
  }));
  const wrong = [];
  const expect = (holds, text) => holds || wrong.push(text);
  expect(found.language === language, `html lang is ${found.language}, not ${language}`);
  expect(found.headings.length === 1 && found.headings[0], `h1: ${JSON.stringify(found.headings)}`);
  expect(found.title.startsWith(found.headings[0]) || found.title.includes(found.headings[0]), `title «${found.title}» does not say «${found.headings[0]}»`);
  expect(found.demonstration === 1, 'it does not say that it is a demonstration');
  expect(found.inline === 0, 'styles or scripts stand in the page');
  const double = found.ids.filter((id, at) => found.ids.indexOf(id) !== at);
  expect(double.length === 0, `ids stand twice: ${double.join(', ')}`);
  const words = `${found.title}\n${found.text}`;
  for (const [what, pattern] of [['untranslated', KEY], ['broken words', BROKEN]]) {
    const hits = [...new Set(words.match(pattern) ?? [])];
    expect(hits.length === 0, `${what}: ${hits.join(', ')}`);
  }
  return wrong;
}

async function axe(page, where, rules) {
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (rules ? builder.withRules(rules) : builder.withTags(TAGS)).analyze();
  return violations.map(({ id, help, nodes }) => {
    const targets = nodes.slice(0, 3).map((node) => node.target.join(' '));
    return `axe ${where}: ${id} (${help}), ${nodes.length} times: ${targets.join(' | ')}`;
  });
}

/** On paper: ways to other places are gone, the heading stands there, black on white even where the screen is dark, and the widest part can
 * be read on a sheet. */
async function printed(page) {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.setViewportSize(SHEET);
  const wrong = await page.evaluate(() => {
    const seen = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length > 0);
    const left = seen('nav:not(.stepper):not(.pagination), .pagination ul, .skip, .actions, .search, .filter-form').map((one) => `${one.tagName.toLowerCase()}.${one.className}`);
    const [ink, ground] = [getComputedStyle(document.querySelector('main h1')).color, getComputedStyle(document.body).backgroundColor];
    return [
      ...left.map((one) => `on paper ${one} is left`),
      ...(seen('main h1').length === 1 ? [] : ['on paper the heading is gone']),
      ...(ink === 'rgb(0, 0, 0)' && ['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)'].includes(ground) ? [] : [`on paper it is ${ink} on ${ground}`]),
    ];
  });
  const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
  if (width > SHRUNK * SHEET.width) wrong.push(`on paper it is ${width} px wide`);
  await page.emulateMedia({ media: null });
  await page.setViewportSize(WIDE);
  return wrong;
}

/** Elements that make the page wider than the window. */
async function sideways(page) {
  const found = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= width) return null;
    const scrolls = (element) => element.parentElement?.closest('.scroll') != null;
    const wide = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element));
    const name = (element) => `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className}`;
    return { width, scroll: document.scrollingElement.scrollWidth, wide: wide.slice(0, 4).map(name) };
  });
  return found ? [`scrolls sideways at ${found.width} px (${found.scroll} px): ${found.wide.join(', ')}`] : [];
}

/** Bytes over the wire until the page stands, compressed, with nothing in the cache. */
export async function firstLoad(page, path) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  let bytes = 0;
  session.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
  await page.goto(path, { waitUntil: 'load' });
  await page.waitForTimeout(300);
  await session.detach();
  return bytes;
}
