/** The machine that a process runs on: files that a crash leaves whole, text, and the locale. */
package io.quittance.network.host;
