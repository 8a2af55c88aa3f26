import type { Plugin } from 'vite'

export function licencesText(): string
export function licencesPlugin(): Plugin
