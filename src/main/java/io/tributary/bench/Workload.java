package io.tributary.bench;

/**
 * What a job is given.
 *
 * @param name in words
 * @param rules the text of its rules file
 * @param events all of them
 * @param fill how many of them, the first ones, only bring the state to where measuring begins
 */
record Workload(String name, String rules, EventTopic events, int fill) {}
