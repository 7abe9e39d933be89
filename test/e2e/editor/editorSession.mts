import type { Browser } from 'playwright-core';
import { beforeEach } from 'vitest';
import { launchChromium, openPage, signInWithBrowser, takesScreenshots } from './browser.mts';
import { Editor } from './editor.mts';
import { OWNER } from '../host/owner.mts';

export interface EditorSession {
	readonly editor: Editor;
	/** Keeps a picture of the step under that name. */
	readonly screenshot: (name: string) => Promise<void>;
	readonly browser: Browser;
}

/** Chromium with the owner of that n8n signed in; whoever opens it closes the browser. */
export async function openEditor(n8nUrl: string): Promise<EditorSession> {
	const browser = await launchChromium();
	const page = await openPage(browser);
	const screenshot = await takesScreenshots(page);
	await signInWithBrowser(page, n8nUrl, OWNER);
	return { browser, screenshot, editor: new Editor(page, n8nUrl) };
}

/**
 * For tests that are the steps of one person at one screen: after a failed one the screen is not where
 * the next one starts, so that the rest fails with its name, and a picture of it is kept.
 */
export function stopAtFirstFailure(screenshot: () => EditorSession['screenshot']): void {
	let failedStep = '';
	beforeEach(({ task, onTestFailed }) => {
		if (failedStep) throw new Error(`"${failedStep}" failed before`);
		onTestFailed(async () => {
			failedStep = task.name;
			await screenshot()('failed');
		});
	});
}
