import type { Locator, Page } from 'playwright-core';
import { byTestId } from './locators.mts';

const REDRAW_MS = 300;

export interface CredentialFields {
	readonly siteUrl: string;
	readonly username: string;
	readonly password: string;
	readonly clientId: string;
}

/** What the dialog says about the connection after saving. */
export interface ConnectionVerdict {
	readonly isConnected: boolean;
	readonly text: string;
}

export class CredentialDialog {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	async fill(fields: Partial<CredentialFields>): Promise<void> {
		for (const [name, value] of Object.entries(fields)) {
			await this.field(name).fill(value);
		}
		// Leaving a field redraws the form, which swallows a click made at that moment.
		await this.#page.keyboard.press('Tab');
		await this.#page.waitForTimeout(REDRAW_MS);
	}

	async title(): Promise<string> {
		return await byTestId(this.#page, 'credential-name').innerText();
	}

	field(name: string): Locator {
		return byTestId(this.#form(), `parameter-input-${name}`).locator('input');
	}

	/** Saves, which also tests the connection, and waits for the verdict. */
	async saveAndTest(): Promise<ConnectionVerdict> {
		const tested = this.#page.waitForResponse((it) => it.url().includes('/credentials/test'));
		await byTestId(this.#page, 'credential-save-button').click();
		const { data } = (await (await tested).json()) as { data: { status: string } };
		if (data.status === 'OK') {
			// n8n closes the dialog by itself once the connection is good.
			await this.#form().waitFor({ state: 'hidden' });
			return { isConnected: true, text: '' };
		}
		await this.#form()
			.getByText(/Couldn.t connect with these settings/)
			.waitFor();
		await this.#page.waitForTimeout(REDRAW_MS);
		const details = this.#form().getByText('More details');
		if (await details.isVisible()) await details.click();
		return { isConnected: false, text: await this.text() };
	}

	async save(): Promise<void> {
		await byTestId(this.#page, 'credential-save-button').click({ force: true });
	}

	async text(): Promise<string> {
		return await this.#form().innerText();
	}

	#form(): Locator {
		return byTestId(this.#page, 'credential-edit-dialog');
	}
}
