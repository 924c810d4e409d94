package io.colophon.benchmarks.rest;

/**
 * One kind of load.
 *
 * @param name in the table
 * @param path of the request
 * @param body of the request
 * @param connections how many requests are under way at once
 * @param messages pieces of output in one answer, for figures by message
 * @param wanted what stands in every right answer
 */
record RestPlan(
    String name, String path, String body, int connections, int messages, String wanted) {}
