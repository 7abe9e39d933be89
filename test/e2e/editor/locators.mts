import type { Locator, Page } from 'playwright-core';

export const byTestId = (root: Page | Locator, id: string): Locator =>
	root.locator(`[data-test-id="${id}"]`);
