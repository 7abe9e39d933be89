import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Owner } from '../../../tools/hosts/restClient.mts';
import { CHROMIUM, E2E_FOLDER } from '../host/environment.mts';

const SCREENSHOT_FOLDER = join(E2E_FOLDER, 'screenshots');
const STEP_TIMEOUT_MS = 10_000;
/** Menus fade in and buttons turn for so long. */
const ANIMATION_MS = 400;

// n8n's notices come and go by time and cover what the picture is of.
const WITHOUT_TOASTS = '.el-notification { display: none !important; }';

// Without these Chromium tries to reach its vendor's hosts at every start.
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

export async function launchChromium(): Promise<Browser> {
	return await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

export async function openPage(browser: Browser): Promise<Page> {
	const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
	page.setDefaultTimeout(STEP_TIMEOUT_MS);
	return page;
}

export async function signInWithBrowser(page: Page, url: string, owner: Owner): Promise<void> {
	await page.goto(`${url}/signin`);
	await page.fill('input[name="emailOrLdapLoginId"]', owner.email);
	await page.fill('input[name="password"]', owner.password);
	await page.click('[data-test-id="form-submit-button"]');
	await page.waitForURL(/home|workflow/);
}

/** Keeps a picture of each step of this run; numbered in the order in which they are taken. */
export async function takesScreenshots(page: Page): Promise<(name: string) => Promise<void>> {
	let count = 0;
	await rm(SCREENSHOT_FOLDER, { recursive: true, force: true });
	await mkdir(SCREENSHOT_FOLDER, { recursive: true });
	return async (name) => {
		count += 1;
		const file = `${String(count).padStart(2, '0')}-${name}.png`;
		await page.waitForTimeout(ANIMATION_MS);
		await page.screenshot({ path: join(SCREENSHOT_FOLDER, file), style: WITHOUT_TOASTS });
	};
}
