import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { OWNER } from '../host/owner.mts';
import { launchChromium, openPage, signInWithBrowser, takesScreenshots } from './browser.mts';
import { Editor } from './editor.mts';

/** A person at the screen. */
export interface Seat {
	readonly editor: Editor;
	/** Keeps a picture of the step under that name. */
	readonly screenshot: (name: string) => Promise<void>;
}

/**
 * Chromium with the owner of that n8n signed in, from before the tests of the block that calls this to
 * after them.
 *
 * @param n8nUrl asked for when the tests begin
 * @returns what is there for the tests, not yet while they are collected
 */
export function takeSeat(n8nUrl: () => string): Seat {
	let browser: Browser | undefined;
	let seat: Seat | undefined;

	beforeAll(async () => {
		browser = await launchChromium();
		const page = await openPage(browser);
		const screenshot = await takesScreenshots(page);
		await signInWithBrowser(page, n8nUrl(), OWNER);
		seat = { screenshot, editor: new Editor(page, n8nUrl()) };
	});
	afterAll(async () => {
		await browser?.close();
	});

	return {
		get editor() {
			return present(seat).editor;
		},
		get screenshot() {
			return present(seat).screenshot;
		},
	};
}

/** What a hook was to open. @throws where it did not, or not yet */
export function present<T>(opened: T | undefined): T {
	if (opened === undefined) throw new Error('Not open yet, or it could not be opened');
	return opened;
}

/**
 * For tests that are the steps of one person at one screen: after a failed one the screen is not where
 * the next one starts, so that the rest fails with its name, and a picture of it is kept.
 */
export function stopAtFirstFailure(seat: Seat): void {
	let failedStep = '';
	beforeEach(({ task, onTestFailed }) => {
		if (failedStep) throw new Error(`"${failedStep}" failed before`);
		onTestFailed(async () => {
			failedStep = task.name;
			await seat.screenshot('failed');
		});
	});
}
