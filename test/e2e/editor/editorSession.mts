import type { Browser } from 'playwright-core';
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
