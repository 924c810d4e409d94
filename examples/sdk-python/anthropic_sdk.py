"""Anthropic's own package against Colophon: only the base URL is another.

python3 anthropic_sdk.py http://127.0.0.1:8080 [key]
"""

import sys
import traceback

import anthropic

KEY = sys.argv[2] if len(sys.argv) > 2 else "none"
LABELED = "This answer comes from memory.\n\nAI生成 · AI-generated"
QUESTION = {"max_tokens": 64, "messages": [{"role": "user", "content": "Say it."}]}

client = anthropic.Anthropic(base_url=sys.argv[1], api_key=KEY, max_retries=0, timeout=30)


def message():
    answer = client.messages.create(model="chat", **QUESTION)
    assert answer.content[0].text == LABELED
    assert answer.stop_reason == "end_turn"


def stream():
    with client.messages.stream(model="chat", **QUESTION) as events:
        assert "".join(events.text_stream) == LABELED


def relayed_stream():
    with client.messages.stream(model="claude", **QUESTION) as events:
        answer = events.get_final_message()
    assert answer.content[0].text == "A lake.\n\nAI生成 · AI-generated"
    assert answer.usage.cache_read_input_tokens == 11


def tools():
    answer = client.messages.create(
        model="chat", tools=[{"name": "depth", "input_schema": {"type": "object"}}], **QUESTION
    )
    assert answer.stop_reason == "tool_use"


def errors():
    try:
        client.messages.create(model="no-such-model", **QUESTION)
    except anthropic.NotFoundError:
        return
    raise AssertionError("an unknown model was answered")


for case in (message, stream, relayed_stream, tools, errors):
    try:
        case()
        print("ok", case.__name__)
    except Exception:
        print("FAILED", case.__name__, traceback.format_exc())
