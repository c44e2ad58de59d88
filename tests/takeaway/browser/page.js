// The page of an example, in Chromium. It says in `#answer` when it is loaded.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before } from "node:test";

import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const DESKTOP = { viewport: { width: 900, height: 700 } };
export const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let browser;
before(async () => {
  mkdirSync(process.env.SCREENSHOTS, { recursive: true });
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
});
after(() => browser?.close());

/** Runs a test on the page in a fresh context, and gives it the errors that are logged. */
export async function open(options, run, prepare = () => {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(`${error}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) errors.push(message.text());
  });
  page.on("requestfailed", (request) => errors.push(`${request.url()} failed`));
  page.on("response", (response) => {
    if (response.status() >= 400) errors.push(`${response.url()}: ${response.status()}`);
  });
  await prepare(page);
  await page.goto(process.env.URL);
  await page.waitForFunction(() => !/Loading/.test(document.querySelector("#answer").textContent));
  await run(page, errors);
  await context.close();
}

/** A test in which no error may be logged. */
export const clean = (run) => async (page, errors) => {
  await run(page);
  assert.deepEqual(errors, []);
};

export const answer = (page) => page.locator("#answer").textContent();
export const saying = (page, text) =>
  page.waitForFunction((text) => document.querySelector("#answer").textContent.includes(text), text);

export async function isAccessible(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`);
  assert.deepEqual(found, []);
}
