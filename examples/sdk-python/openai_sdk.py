"""OpenAI's own package against Colophon: only the base URL is another.

python3 openai_sdk.py http://127.0.0.1:8080/v1 [key]
"""

import base64
import sys
import traceback

import openai

BASE_URL = sys.argv[1]
KEY = sys.argv[2] if len(sys.argv) > 2 else "none"
RECORDING = sys.argv[3] if len(sys.argv) > 3 else None
LABELED = "This answer comes from memory.\n\nAI生成 · AI-generated"
QUESTION = [{"role": "user", "content": "Say what you always say."}]

client = openai.OpenAI(base_url=BASE_URL, api_key=KEY, max_retries=0, timeout=30)


def chat():
    raw = client.chat.completions.with_raw_response.create(model="chat", messages=QUESTION)
    assert raw.headers["x-colophon-label"] == "cn+eu"
    answer = raw.parse()
    assert answer.choices[0].message.content == LABELED
    assert answer.usage.completion_tokens > 0


def stream():
    text = ""
    usage = None
    for chunk in client.chat.completions.create(
        model="chat", messages=QUESTION, stream=True, stream_options={"include_usage": True}
    ):
        if chunk.choices:
            text += chunk.choices[0].delta.content or ""
        usage = chunk.usage or usage
    assert text == LABELED, text
    assert usage.completion_tokens > 0


def relayed():
    answer = client.chat.completions.create(model="relay", messages=QUESTION)
    assert answer.choices[0].message.content == "From the vendor.\n\nAI生成 · AI-generated"
    assert answer.vendor_field == "untouched"


def tools():
    answer = client.chat.completions.create(
        model="chat",
        messages=QUESTION,
        tools=[{"type": "function", "function": {"name": "depth", "parameters": {"type": "object"}}}],
    )
    assert answer.choices[0].message.tool_calls[0].function.name == "depth"


def schema():
    answer = client.chat.completions.create(
        model="chat",
        messages=QUESTION,
        response_format={
            "type": "json_schema",
            "json_schema": {"name": "answer", "schema": {"type": "object"}},
        },
    )
    assert answer.choices[0].message.content == '{"answer":"from memory"}'


def responses():
    assert client.responses.create(model="chat", input="Say it.").output_text == LABELED


def embeddings():
    answer = client.embeddings.create(model="vectors", input=["one", "two"])
    assert [len(item.embedding) for item in answer.data] == [2, 2]


def images():
    answer = client.images.generate(model="image", prompt="A lake", size="256x256")
    png = base64.b64decode(answer.data[0].b64_json)
    assert png[1:4] == b"PNG" and b"AIGC" in png


def speech():
    answer = client.audio.speech.create(
        model="speech", voice="alloy", input="Good morning.", response_format="wav"
    )
    assert answer.read()[:4] == b"RIFF"


def transcription():
    with open(RECORDING, "rb") as file:
        answer = client.audio.transcriptions.create(model="transcript", file=file)
    assert answer.text.startswith("This answer comes from memory.")


def errors():
    for model, status in (("no-such-model", 404), ("limited", 503)):
        try:
            client.chat.completions.create(model=model, messages=QUESTION)
        except openai.APIStatusError as error:
            assert error.status_code == status, error
            continue
        raise AssertionError(f"{model} was answered")


def waits():
    """Two seconds a request: who is refused waits as long as Retry-After says, and is let in."""
    statuses = []
    hooks = {"response": [lambda response: statuses.append(response.status_code)]}
    with openai.DefaultHttpxClient(event_hooks=hooks) as http:
        patient = client.with_options(max_retries=5, http_client=http)
        for _ in range(100):
            statuses.clear()
            answer = patient.chat.completions.create(model="paced", messages=QUESTION)
            assert answer.choices[0].message.content == LABELED
            if 429 in statuses:
                break
    assert statuses == [429, 200], statuses  # asked again once, and not too early


def timeout():
    try:
        client.with_options(timeout=0.3).chat.completions.create(model="slow", messages=QUESTION)
    except openai.APITimeoutError:
        return
    raise AssertionError("the slow model was in time")


for case in (
    chat, stream, relayed, tools, schema, responses, embeddings, images, speech, transcription, errors, waits, timeout,
):
    try:
        case()
        print("ok", case.__name__)
    except Exception:
        print("FAILED", case.__name__, traceback.format_exc())
